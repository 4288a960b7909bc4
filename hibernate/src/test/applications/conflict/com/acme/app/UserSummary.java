package com.acme.app;

import jakarta.persistence.*;

/** A part of what User maps, and no contradiction. */
@Entity
@Table(name = "users")
public class UserSummary {
    @Id
    Long id;

    @Column(nullable = false)
    String email;
}
