import software.amazon.glue.dqdl.parser.DQDLParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads one ruleset a line (Base64) and writes a line for each: nothing, or why the parser of AWS refuses it. */
public class Judge {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
      String verdict = "";
      try {
        new DQDLParser().parse(text);
      } catch (Throwable e) {
        verdict = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        if (verdict.isEmpty()) verdict = e.getClass().getName();
      }
      System.out.println("=" + verdict);
    }
  }
}
