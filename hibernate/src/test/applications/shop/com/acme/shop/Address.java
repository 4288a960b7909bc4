package com.acme.shop;

import jakarta.persistence.*;

@Embeddable
public class Address {
    String street;
    String city;
}
