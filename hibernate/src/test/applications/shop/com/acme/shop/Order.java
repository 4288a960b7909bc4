package com.acme.shop;

import jakarta.persistence.*;

@Entity
@Table(name = "orders")
@SequenceGenerator(name = "orders", sequenceName = "order_numbers", allocationSize = 20)
public class Order extends Audited {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "orders")
    Long id;

    @ManyToOne(optional = false)
    Customer customer;

    Money total;

    @Enumerated
    State state;

    @org.hibernate.annotations.Formula("weight * 1000")
    java.math.BigDecimal grams;

    @org.hibernate.annotations.Comment("in kg, as it's sold")
    @Column(precision = 12, scale = 3)
    java.math.BigDecimal weight;

    public enum State { OPEN, PAID, SENT }
}
