package com.acme.shop;

import jakarta.persistence.*;

@Entity
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn(name = "kind", length = 10)
public abstract class Payment {
    @Id
    @GeneratedValue
    Long id;

    @OneToOne
    @JoinColumn(name = "order_id", foreignKey = @ForeignKey(name = "payment_of_order"))
    Order order;

    @Entity
    @DiscriminatorValue("card")
    public static class Card extends Payment {
        String cardNumber;
    }

    @Entity
    @DiscriminatorValue("bank")
    public static class Bank extends Payment {
        String iban;
    }
}
