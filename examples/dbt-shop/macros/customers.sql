{#- The segment of a customer, by the money spent so far. -#}
{% macro customer_segment(amount) %}
    case
        when {{ amount }} >= {{ var('patron_threshold') }} then 'patron'
        when {{ amount }} >= {{ var('regular_threshold') }} then 'regular'
        else 'new'
    end
{% endmacro %}

{% macro payment_methods() %}
    {{ return(['card', 'invoice', 'twint']) }}
{% endmacro %}
