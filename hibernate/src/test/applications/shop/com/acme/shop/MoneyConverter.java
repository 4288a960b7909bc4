package com.acme.shop;

import jakarta.persistence.*;

@Converter(autoApply = true)
public class MoneyConverter implements AttributeConverter<Money, Long> {
    public Long convertToDatabaseColumn(Money money) {
        return money == null ? null : money.cents();
    }

    public Money convertToEntityAttribute(Long cents) {
        return cents == null ? null : new Money(cents);
    }
}
