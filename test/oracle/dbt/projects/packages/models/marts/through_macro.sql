select * from ({{ basics.lib_macro() }}) as x
