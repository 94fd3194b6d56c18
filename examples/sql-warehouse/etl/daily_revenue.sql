create table if not exists daily_revenue (
    day date not null,
    country varchar(2),
    revenue numeric(12, 2) not null
);

delete from daily_revenue where day = current_date - 1;

insert into daily_revenue (day, country, revenue)
select placed_on, country, sum(amount)
from sales
where placed_on = current_date - 1
group by placed_on, country;
