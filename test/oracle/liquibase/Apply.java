import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.logging.LogManager;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/**
 * For every line on standard input, a folder and its outermost changelog: Liquibase runs it in an empty H2 database. Writes
 * `table<TAB>column<TAB>nullable` for each column of each table, then `ok`, or `refused<TAB>reason`; then `--`.
 */
public class Apply {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    System.setProperty("liquibase.analytics.enabled", "false");
    var out = System.out;
    System.setOut(System.err);
    var lines = new BufferedReader(new InputStreamReader(System.in));
    int n = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t");
      try (Connection c = DriverManager.getConnection("jdbc:h2:mem:db" + n++ + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE")) {
        var database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(c));
        try (var liquibase = new Liquibase(parts[1], new DirectoryResourceAccessor(new File(parts[0])), database)) {
          liquibase.update("");
          try (ResultSet r = c.createStatement().executeQuery("select c.table_name, c.column_name, c.is_nullable, t.table_type from information_schema.columns c join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema where lower(c.table_schema) = 'public' and lower(c.table_name) not like 'databasechangelog%' order by 1, c.ordinal_position")) {
            while (r.next()) out.println(r.getString(1).toLowerCase() + "\t" + r.getString(2).toLowerCase() + "\t" + (r.getString(4).contains("VIEW") ? "VIEW" : r.getString(3)));
          }
          out.println("ok");
        }
      } catch (Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() != deepest) deepest = deepest.getCause();
        out.println("refused\t" + String.valueOf(deepest.getMessage()).replaceAll("\\s+", " "));
      }
      out.println("--");
    }
    out.flush();
    System.exit(0);
  }
}
