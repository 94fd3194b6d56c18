import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'mysql',
  file: 'an option file of MySQL',
  why: 'The server does not start with an option whose value it does not take.',
  sources: ['https://dev.mysql.com/doc/refman/8.4/en/option-files.html'],
  examples: [
    {
      title: 'a format that is none',
      files: `
        //- conf/my.cnf
        [mysqld]
        binlog_format = ROWS
                        ^^^^ 
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- conf/my.cnf
        [mysqld]
        binlog_format = ROW
      `,
    },
  ],
});
