package com.acme.spring;

import jakarta.persistence.*;
import java.util.*;

@Entity
public class OrderLine {
    @Id
    @GeneratedValue
    Long id;

    String productName;

    @ManyToMany
    List<PriceRule> appliedRules;

    @ManyToOne
    PriceRule mainRule;
}
