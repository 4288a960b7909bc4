package com.acme.shop;

import jakarta.persistence.*;
import java.util.UUID;

@Entity
@Table(name = "`Tag`", schema = "labels")
public class Tag {
    @Id
    UUID id;

    @Column(name = "`Name`", nullable = false)
    String name;
}
