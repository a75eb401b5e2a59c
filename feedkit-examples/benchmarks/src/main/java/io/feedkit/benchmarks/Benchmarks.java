package io.feedkit.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.Main;

/** What {@code java -jar benchmarks.jar} runs: {@code job …} is {@link WholeJob}, {@code rules …} rules beside other engines and on their own, {@code jmh …} the benchmarks of JMH with its own options. */
public final class Benchmarks {
    private static final String USAGE = """
            usage: java -jar benchmarks.jar job [ROWS] [SEED] [RUNS]   the whole job, feedkit beside code by hand (1000000 1 3)
                   java -jar benchmarks.jar job check [ROWS] [SEED]    do both give the same feeds? (20000 1)
                   java -jar benchmarks.jar job --peers DIR [ROWS] [RUNS]   beside the pipelines of DIR/run-peers.sh, in its table (1000000 2)
                   java -jar benchmarks.jar delta [ROWS] [SEED] [RUNS]   a delta beside a full run, one product of a hundred changed (1000000 1 3)
                   java -jar benchmarks.jar delta here [ROWS] [SEED] [RUNS]   the same in this process, as in a host that runs for days
                   java -jar benchmarks.jar delta check [ROWS] [SEED]    is the delta what differs between two full runs? (20000 1)
                   java -jar benchmarks.jar members [ROWS] [SEED] [PASSES] [label|price|title]   what each further feed of a channel costs beside its encoding alone (100000 1 6)
                   java -jar benchmarks.jar read FILE [cells|strings] [PASSES]   a catalogue read, to compare with others (cells 5)
                   java -jar benchmarks.jar memory [HEAP_MB] [FORMS] [ROWS]…   what reading keeps as catalogues grow (64 csv,ndjson,json,xml 10000 to 5000000)
                   java -jar benchmarks.jar rules --peers DIR [PROCESSES]   the twenty rules beside the engines of DIR, in one table (3)
                   java -jar benchmarks.jar rules compile [SECONDS]   compiling and checking, and how both and running grow with the rules (10)
                   java -jar benchmarks.jar jmh [OPTIONS] [REGEX]      rules, reading and writing alone; -h lists the options, -l the benchmarks
            """;

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (command) {
            case "job" -> job(rest);
            case "delta" -> DeltaJob.main(rest);
            case "members" -> MembersRun.main(rest);
            case "read" -> ReadRun.main(rest);
            case "rules" -> rules(rest);
            case "memory" -> MemoryRun.main(rest);
            case "jmh" -> Main.main(withCpu(rest));
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    private static void rules(String[] arguments) throws Exception {
        String first = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        if (first.equals("--peers") && rest.length > 0) {
            PeersRules.main(rest);
        } else if (first.equals("compile")) {
            CompileRun.main(rest);
        } else {
            System.err.print(USAGE);
            System.exit(2);
        }
    }

    private static void job(String[] arguments) throws Exception {
        if (arguments.length > 1 && arguments[0].equals("--peers")) {
            PeersJob.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            WholeJob.main(arguments);
        }
    }

    /** Adds the CPU time per operation to whatever was asked for. */
    private static String[] withCpu(String[] options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "-prof";
        all[options.length + 1] = CpuProfiler.class.getName();
        return all;
    }
}
