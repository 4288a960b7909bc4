package com.acme.shop;

import jakarta.persistence.*;
import java.time.Instant;

@MappedSuperclass
public class Audited {
    @Column(nullable = false)
    Instant createdAt;

    @Version
    int version;
}
