package io.feedkit.catalog.xlsx;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.Pages;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * The texts that cells share, by number.
 *
 * <p>A catalogue of a million products has some million different texts, so they are kept in pages of up to 64 in memory and, beyond a few megabytes, in a temporary
 * file. Programs number texts as they meet them, so the cells of one row ask for neighbours, and words such as a brand stand in the first pages: nearly every text is
 * in a page that is still there. A page begins with the ends of its texts.
 */
final class SharedTexts implements AutoCloseable {
    static final long TOO_LONG = Column.MISSING + 1;

    private static final int PER_PAGE = 64;
    private static final int PAGE_BYTES = 64 * 1024;
    private static final int MEMORY_BYTES = 4 * 1024 * 1024;
    private static final int CACHED_BYTES = 6 * 1024 * 1024;
    private static final int NEAR = 16;
    private static final int LENGTH_BYTES = 4;

    private final Pages pages;
    private final CharText text;
    /** The number of the first text of each page. */
    private int[] firsts = new int[64];

    private int count;

    // The page that is being filled.
    private final TextBuffer filling = new TextBuffer(PAGE_BYTES);
    private final int[] ends = new int[PER_PAGE];
    private int filled;

    // Pages asked for lately, by the lowest bits of their number.
    private final int[] nearNumbers = new int[NEAR];
    private final byte[][] near = new byte[NEAR][0];

    SharedTexts(String source, int maxFieldBytes) {
        pages = new Pages(source, MEMORY_BYTES, CACHED_BYTES);
        text = new CharText(maxFieldBytes);
    }

    static SharedTexts read(Archive archive, String part, int maxFieldBytes) {
        SharedTexts texts = new SharedTexts(archive.source(), maxFieldBytes);
        if (!part.isEmpty()) {
            try (PartReader xml = new PartReader(archive, part)) {
                texts.read(xml);
            } catch (RuntimeException e) {
                texts.close();
                throw e;
            }
        }
        return texts;
    }

    private void read(PartReader xml) {
        while (xml.nextElement()) {
            if (xml.isAt("si")) {
                text.clear();
                gather(xml, text);
                add();
            }
        }
        endPage();
    }

    /** Gathers the text of an element that just began: runs are put together, phonetic ones left out. */
    static void gather(PartReader part, CharText into) {
        int depth = 1;
        boolean inText = false;
        while (depth > 0) {
            switch (part.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = part.name();
                    if (name.equals("rPh") || name.equals("rPr") || name.equals("phoneticPr")) {
                        part.skip();
                    } else {
                        depth++;
                        inText = name.equals("t");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    inText = false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inText) {
                        XMLStreamReader2 xml = part.xml();
                        into.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> depth = 0;
                default -> {}
            }
        }
    }

    private void add() {
        if (text.isTooLong()) {
            // No text ends before it begins.
            ends[filled++] = -1;
        } else {
            text.appendTo(filling);
            ends[filled++] = filling.end();
        }
        count++;
        if (filled == PER_PAGE || filling.end() >= PAGE_BYTES) {
            endPage();
        }
    }

    private void endPage() {
        if (filled == 0) {
            return;
        }
        int head = LENGTH_BYTES * (filled + 1);
        byte[] page = new byte[head + filling.end()];
        putInt(page, 0, filled);
        for (int i = 0; i < filled; i++) {
            putInt(page, LENGTH_BYTES * (i + 1), ends[i]);
        }
        System.arraycopy(filling.bytes(), 0, page, head, filling.end());
        int number = pages.add(page, 0, page.length);
        if (number == firsts.length) {
            firsts = Arrays.copyOf(firsts, number * 2);
        }
        firsts[number] = count - filled;
        filling.clear();
        filled = 0;
    }

    int count() {
        return count;
    }

    /** Copies a text behind others and returns its slice; {@link Column#MISSING} when there is no such text, {@link #TOO_LONG} when it went over the limit. */
    long append(int index, TextBuffer to) {
        if (index < 0 || index >= count) {
            return Column.MISSING;
        }
        int number = Arrays.binarySearch(firsts, 0, pages.count(), index);
        number = number < 0 ? -number - 2 : number;
        byte[] page = page(number);
        int within = index - firsts[number];
        int end = getInt(page, LENGTH_BYTES * (within + 1));
        if (end < 0) {
            return TOO_LONG;
        }
        int start = 0;
        for (int before = within; before > 0 && start == 0; before--) {
            start = Math.max(0, getInt(page, LENGTH_BYTES * before));
        }
        int head = LENGTH_BYTES * (getInt(page, 0) + 1);
        return to.append(page, head + start, head + end);
    }

    private byte[] page(int number) {
        int place = number % NEAR;
        byte[] page = near[place];
        // A page has its head at least, so an empty one is none.
        if (page.length == 0 || nearNumbers[place] != number) {
            page = pages.get(number);
            near[place] = page;
            nearNumbers[place] = number;
        }
        return page;
    }

    private static void putInt(byte[] into, int at, int value) {
        into[at] = (byte) (value >>> 24);
        into[at + 1] = (byte) (value >>> 16);
        into[at + 2] = (byte) (value >>> 8);
        into[at + 3] = (byte) value;
    }

    private static int getInt(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xFF) << 16 | (from[at + 2] & 0xFF) << 8 | from[at + 3] & 0xFF;
    }

    @Override
    public void close() {
        pages.close();
    }
}
