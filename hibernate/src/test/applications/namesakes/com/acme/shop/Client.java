package com.acme.shop;

import jakarta.persistence.*;

@Entity
@Table(name = "clients")
public class Client {
    @Id
    Long id;

    String name;
}
