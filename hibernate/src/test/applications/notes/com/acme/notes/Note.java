package com.acme.notes;

import jakarta.persistence.*;
import java.util.*;

@Entity
@Table(name = "notes", indexes = @Index(name = "notes_by_title", columnList = "title"))
public class Note {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @org.hibernate.annotations.Comment("what it is about")
    @Column(nullable = false, unique = true)
    String title;

    @Enumerated(EnumType.STRING)
    Mood mood;

    @ElementCollection
    Set<String> words;

    public enum Mood { GOOD, BAD }
}
