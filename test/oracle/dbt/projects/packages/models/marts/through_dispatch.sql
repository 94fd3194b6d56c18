select * from ({{ tools.pick('root_only') }}) as x
