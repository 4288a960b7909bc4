package com.acme.crm;

import jakarta.persistence.*;

@Entity
@Table(name = "clients")
public class Client {
    @Id
    java.util.UUID id;

    String name;
}
