import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Reads lines `case TAB statement` and prints a line `case TAB reason` for each case that Flink refuses: tables are created, and
 * every other statement is planned, for which Flink makes the tables' sources and sinks from their options. Nothing is run.
 */
public final class Validate {
  public static void main(String[] args) throws Exception {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"))) {
      for (String line; (line = in.readLine()) != null; ) {
        String[] p = line.split("\t", 2);
        cases.computeIfAbsent(p[0], k -> new ArrayList<>()).add(p[1]);
      }
    }
    for (Map.Entry<String, List<String>> c : cases.entrySet()) {
      TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
      try {
        for (String statement : c.getValue()) {
          if (statement.trim().toLowerCase().matches("(?s)^(create|set|use|alter|drop)\\b.*")) tables.executeSql(statement);
          else tables.explainSql(statement);
        }
      } catch (Throwable t) {
        Throwable root = t;
        while (root.getCause() != null && root.getCause() != root) root = root.getCause();
        System.out.println(c.getKey() + "\t" + String.valueOf(root.getMessage()).replace('\n', ' '));
      }
    }
  }
}
