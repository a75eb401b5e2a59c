package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.BOOLEAN;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import java.util.List;

/** Values that may be missing. */
final class MissingFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("coalesce")
                    .takes(Parameter.of("x", Kind.values()).andMore())
                    .gives(Amounts::common)
                    .saying("The first value that is there.")
                    .example("coalesce(missing, \"a\", \"b\")", "\"a\"")
                    .example("coalesce(\"a\", \"b\")", "\"a\"")
                    .seeingMissing()
                    .boundBy(MissingFunctions::coalescing),
            Definition.of("known")
                    .takes(Parameter.of("condition", Kind.BOOLEAN))
                    .gives(BOOLEAN)
                    .saying("Whether a condition can be decided at all.")
                    .example("known(false)", "true")
                    .example("known(missing)", "false")
                    .seeingMissing()
                    .by(Kernels.rows((text, row, in, out) -> out.bits[row] = in[0].isMissing(row) ? 0 : 1)),
            Definition.of("blank_to_missing")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("The text, or missing when there is nothing but blanks in it.")
                    .example("blank_to_missing(\"  \")", "missing")
                    .example("blank_to_missing(\" a \")", "\" a \"")
                    .by(Kernels.text((text, slice) -> {
                        int to = TextBuffer.end(slice);
                        return Utf8.skipBlanks(text.bytes(), TextBuffer.start(slice), to) == to
                                ? Column.MISSING
                                : slice;
                    })),
            Definition.of("missing_if")
                    .takes(Parameter.of("x", Kind.values()), Parameter.of("value", Kind.values()))
                    .gives(arguments -> {
                        Amounts.common(arguments);
                        return arguments.get(0);
                    })
                    .saying("The value, or missing when it is this one.")
                    .example("missing_if(\"n/a\", \"n/a\")", "missing")
                    .example("missing_if(5, 0)", "5")
                    .boundBy(MissingFunctions::missingIf));

    private MissingFunctions() {}

    private static Kernel coalescing(CallSite site) {
        boolean wholeResult = Amounts.isWhole(Amounts.common(site.types()));
        boolean[] whole = new boolean[site.arguments()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Amounts.isWhole(site.types().get(i));
        }
        return Kernels.rows((text, row, in, out) -> {
            for (int i = 0; i < in.length; i++) {
                if (in[i].bits[row] != Column.MISSING) {
                    Amounts.copy(in[i], whole[i], out, wholeResult, row);
                    return;
                }
            }
            out.bits[row] = Column.MISSING;
        });
    }

    private static Kernel missingIf(CallSite site) {
        AttributeType type = Amounts.common(site.types());
        boolean aWhole = Amounts.isWhole(site.types().get(0));
        boolean bWhole = Amounts.isWhole(site.types().get(1));
        boolean isText = type.kind() == Kind.TEXT || type.kind() == Kind.LIST;
        return Kernels.rows((text, row, in, out) -> {
            boolean same;
            if (isText) {
                long a = in[0].bits[row];
                long b = in[1].bits[row];
                same = TextBuffer.length(a) == TextBuffer.length(b)
                        && Utf8.equal(
                                text.bytes(),
                                TextBuffer.start(a),
                                text.bytes(),
                                TextBuffer.start(b),
                                TextBuffer.length(a));
            } else {
                same = Amounts.compare(in[0], aWhole, in[1], bWhole, type, row) == 0;
            }
            if (same) {
                out.bits[row] = Column.MISSING;
            } else {
                out.copy(in[0], row);
            }
        });
    }
}
