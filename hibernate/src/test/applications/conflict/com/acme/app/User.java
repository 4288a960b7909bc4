package com.acme.app;

import jakarta.persistence.*;

@Entity
@Table(name = "users")
public class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(nullable = false)
    String email;

    @Column(length = 200)
    String name;

    @Enumerated(EnumType.STRING)
    Level level;

    public enum Level { LOW, HIGH }
}
