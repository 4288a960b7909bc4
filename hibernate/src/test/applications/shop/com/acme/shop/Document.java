package com.acme.shop;

import jakarta.persistence.*;

@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@SecondaryTable(name = "document_texts")
public class Document {
    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    java.util.UUID id;

    String title;

    @Column(table = "document_texts", length = 100000)
    String text;

    @Entity
    public static class Invoice extends Document {
        @ManyToOne
        Order order;
    }
}
