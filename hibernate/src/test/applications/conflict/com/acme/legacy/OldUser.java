package com.acme.legacy;

import jakarta.persistence.*;

@Entity
@Table(name = "users")
public class OldUser {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "mail", nullable = false)
    String email;

    @Column(length = 50, nullable = false)
    String name;

    String fax;
}
