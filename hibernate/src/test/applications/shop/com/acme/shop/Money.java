package com.acme.shop;

public record Money(long cents) {}
