package io.feedkit.rules.check;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.function.Function;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an expression to read what the catalogue said, also through the formulas it uses.
 *
 * <p>Experiments and everything that looks at the whole catalogue are about the products as they came, whatever rules make of them: a segment could otherwise depend on a rule
 * that depends on the segment. The text without a language is meant, so that all members see the same.
 */
final class AtSource implements Typed.Visitor<Typed> {
    private final Complaints complaints;
    private final String construct;
    private final boolean scanning;
    private final Map<Binding, Binding> rewritten = new IdentityHashMap<>();

    /** @param scanning whether this is read in the pass over the whole catalogue, where no other result of that pass is known yet */
    AtSource(Complaints complaints, String construct, boolean scanning) {
        this.complaints = complaints;
        this.construct = construct;
        this.scanning = scanning;
    }

    Typed of(Typed expression) {
        return expression.accept(this);
    }

    private List<Typed> all(List<Typed> expressions) {
        List<Typed> result = new ArrayList<>();
        expressions.forEach(expression -> result.add(of(expression)));
        return result;
    }

    private @Nullable Typed orNull(@Nullable Typed expression) {
        return expression == null ? null : of(expression);
    }

    private Typed refused(Span span, String variant) {
        Messages.Draft draft = complaints
                .about(RuleProblem.NOT_OF_SOURCE, span)
                .variant(variant)
                .with("name", span.text())
                .with("construct", construct);
        return complaints.fail(draft, span);
    }

    @Override
    public Typed visitConstant(Typed.Constant expression) {
        return expression;
    }

    @Override
    public Typed visitRead(Typed.Read read) {
        if (read.view() == Typed.Read.View.TRUNK) {
            return refused(read.span(), "trunk");
        }
        String language = read.language() == null ? "" : read.language();
        return new Typed.Read(read.attribute(), Typed.Read.View.SOURCE, language, read.span());
    }

    @Override
    public Typed visitContext(Typed.Context context) {
        return context.isOfRun() ? context : refused(context.span(), "member");
    }

    @Override
    public Typed visitUse(Typed.Use use) {
        Binding known = rewritten.get(use.binding());
        if (known == null) {
            Binding binding = use.binding();
            known = Binding.of(binding.name(), binding.declared(), of(binding.value()));
            rewritten.put(binding, known);
        }
        return known.value() instanceof Typed.Failed ? new Typed.Failed(use.span()) : new Typed.Use(known, use.span());
    }

    @Override
    public Typed visitArithmetic(Typed.Arithmetic e) {
        return new Typed.Arithmetic(e.operator(), of(e.left()), of(e.right()), e.type(), e.zeroIsFault(), e.span());
    }

    @Override
    public Typed visitNegate(Typed.Negate e) {
        return new Typed.Negate(of(e.operand()), e.span());
    }

    @Override
    public Typed visitWiden(Typed.Widen e) {
        return new Typed.Widen(of(e.operand()));
    }

    @Override
    public Typed visitNot(Typed.Not e) {
        return new Typed.Not(of(e.operand()), e.span());
    }

    @Override
    public Typed visitJunction(Typed.Junction e) {
        return new Typed.Junction(e.and(), all(e.operands()), e.span());
    }

    @Override
    public Typed visitCompare(Typed.Compare e) {
        return new Typed.Compare(e.comparison(), of(e.left()), of(e.right()), e.span());
    }

    @Override
    public Typed visitBetween(Typed.Between e) {
        return new Typed.Between(of(e.value()), of(e.low()), of(e.high()), e.closed(), e.span());
    }

    @Override
    public Typed visitOneOf(Typed.OneOf e) {
        return new Typed.OneOf(of(e.value()), all(e.elements()), e.span());
    }

    @Override
    public Typed visitLike(Typed.Like e) {
        return new Typed.Like(e.likeness(), of(e.value()), of(e.pattern()), e.span());
    }

    @Override
    public Typed visitPresent(Typed.Present e) {
        return new Typed.Present(of(e.operand()), e.wanted(), e.span());
    }

    @Override
    public Typed visitCoalesce(Typed.Coalesce e) {
        return new Typed.Coalesce(all(e.operands()), e.type(), e.span());
    }

    @Override
    public Typed visitChoice(Typed.Choice e) {
        return new Typed.Choice(all(e.conditions()), all(e.values()), orNull(e.otherwise()), e.type(), e.span());
    }

    @Override
    public Typed visitTemplate(Typed.Template e) {
        List<Typed.Template.Part> parts = new ArrayList<>();
        e.parts().forEach(part -> parts.add(new Typed.Template.Part(part.before(), of(part.hole()), part.optional())));
        return new Typed.Template(parts, e.after(), e.span());
    }

    @Override
    public Typed visitListing(Typed.Listing e) {
        return new Typed.Listing(all(e.elements()), e.type(), e.span());
    }

    @Override
    public Typed visitCall(Typed.Call e) {
        if (e.function().purity() == Function.Purity.IMPURE) {
            return refused(e.span(), "impure");
        }
        return new Typed.Call(e.function(), all(e.arguments()), e.type(), e.span());
    }

    @Override
    public Typed visitLookup(Typed.Lookup e) {
        return new Typed.Lookup(e.table(), all(e.key()), e.span());
    }

    @Override
    public Typed visitRow(Typed.Row e) {
        List<Typed.Column> cells = e.cells().stream().map(this::column).toList();
        return new Typed.Row(of(e.index()), e.table(), e.columns(), e.types(), cells, e.span());
    }

    private Typed.Column column(Typed.Column column) {
        return column.isConstant() ? column : new Typed.Column(all(column.cells()));
    }

    @Override
    public Typed visitField(Typed.Field e) {
        return new Typed.Field(of(e.row()), column(e.column()), e.type(), e.span());
    }

    @Override
    public Typed visitElement(Typed.Element e) {
        return e;
    }

    @Override
    public Typed visitOver(Typed.Over e) {
        return new Typed.Over(e.way(), of(e.list()), e.item(), of(e.body()), e.type(), e.span());
    }

    @Override
    public Typed visitParsed(Typed.Parsed e) {
        return new Typed.Parsed(of(e.text()), e.type(), e.span());
    }

    @Override
    public Typed visitRanked(Typed.Ranked e) {
        return scanning ? refused(e.span(), "scan") : e;
    }

    @Override
    public Typed visitWindow(Typed.Window e) {
        return scanning ? refused(e.span(), "scan") : e;
    }

    @Override
    public Typed visitFailed(Typed.Failed e) {
        return e;
    }

    @Override
    public Typed visitUnbound(Typed.Unbound e) {
        return e;
    }
}
