package com.acme.notes;

import jakarta.persistence.*;

@Entity
public class Counter {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "counters")
    @SequenceGenerator(name = "counters", sequenceName = "counter_numbers")
    Long id;
}
