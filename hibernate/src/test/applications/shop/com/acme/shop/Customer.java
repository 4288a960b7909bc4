package com.acme.shop;

import jakarta.persistence.*;
import java.time.Instant;
import java.util.*;

@Entity
@Table(
        name = "customers",
        uniqueConstraints = @UniqueConstraint(columnNames = {"first_name", "last_name"}),
        indexes = {@Index(columnList = "last_name"), @Index(name = "customers_by_email", columnList = "email desc, id")})
public class Customer extends Audited {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "first_name", nullable = false, length = 80)
    String first;

    @Column(name = "last_name", nullable = false, length = 80)
    String last;

    @Column(unique = true)
    String email;

    @Enumerated(EnumType.STRING)
    Level level;

    @Embedded
    Address home;

    @Embedded
    @AttributeOverride(name = "city", column = @Column(name = "work_city"))
    @AttributeOverride(name = "street", column = @Column(name = "work_street"))
    Address work;

    @ElementCollection
    @CollectionTable(name = "customer_phones", joinColumns = @JoinColumn(name = "customer_id"))
    @Column(name = "phone", nullable = false)
    Set<String> phones;

    @ManyToMany
    @JoinTable(
            name = "customer_tags",
            joinColumns = @JoinColumn(name = "customer_id"),
            inverseJoinColumns = @JoinColumn(name = "tag_id"))
    Set<Tag> tags;

    @OneToMany(mappedBy = "customer")
    List<Order> orders;

    public enum Level { NEW, GOOD, BEST }
}
