select * from {{- ref( 'base' ) -}} x
join {{ref("other")}} y using (id)
join {{ ref('numbers')   }} z using (id)
left join {{ builtins.ref('fallback') }} w using (id)
