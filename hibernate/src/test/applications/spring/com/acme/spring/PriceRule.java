package com.acme.spring;

import jakarta.persistence.*;

@Entity
public class PriceRule {
    @Id
    @GeneratedValue
    Long id;

    String ruleText;
}
