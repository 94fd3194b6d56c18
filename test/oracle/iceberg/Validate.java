import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Reads lines `case TAB type TAB transforms` (`hour`, `bucket:8`, several with `+`) and prints `case TAB reason` for what Iceberg's own partition specification refuses on a column of that type. */
public final class Validate {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line; (line = in.readLine()) != null; ) {
      String[] p = line.split("\t", 3);
      try {
        Schema schema = new Schema(Types.NestedField.optional(1, "c", typeOf(p[1])));
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
        for (String t : p[2].split("\\+")) add(spec, t);
        spec.build();
      } catch (Throwable t) {
        System.out.println(p[0] + "\t" + String.valueOf(t.getMessage()).replace('\n', ' '));
      }
    }
  }

  private static void add(PartitionSpec.Builder spec, String text) {
    String[] p = text.split(":");
    switch (p[0]) {
      case "hour" -> spec.hour("c");
      case "day" -> spec.day("c");
      case "month" -> spec.month("c");
      case "year" -> spec.year("c");
      case "bucket" -> spec.bucket("c", Integer.parseInt(p[1]));
      case "truncate" -> spec.truncate("c", Integer.parseInt(p[1]));
      default -> spec.identity("c");
    }
  }

  private static Type typeOf(String name) {
    return switch (name) {
      case "boolean" -> Types.BooleanType.get();
      case "int" -> Types.IntegerType.get();
      case "bigint" -> Types.LongType.get();
      case "float" -> Types.FloatType.get();
      case "double" -> Types.DoubleType.get();
      case "decimal(9, 2)" -> Types.DecimalType.of(9, 2);
      case "date" -> Types.DateType.get();
      case "timestamp" -> Types.TimestampType.withZone();
      case "timestamp_ntz" -> Types.TimestampType.withoutZone();
      case "string" -> Types.StringType.get();
      case "binary" -> Types.BinaryType.get();
      case "array<int>" -> Types.ListType.ofOptional(2, Types.IntegerType.get());
      case "map<int, int>" -> Types.MapType.ofOptional(2, 3, Types.IntegerType.get(), Types.IntegerType.get());
      case "struct<x: int>" -> Types.StructType.of(Types.NestedField.optional(2, "x", Types.IntegerType.get()));
      default -> throw new IllegalArgumentException("no type " + name);
    };
  }
}
