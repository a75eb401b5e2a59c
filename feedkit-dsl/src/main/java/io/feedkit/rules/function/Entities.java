package io.feedkit.rules.function;

import java.util.Arrays;

/**
 * The character entities of HTML 4, {@code &apos;}, and numbers.
 *
 * <p>The two thousand further names of HTML 5 stay as they are; shops' editors do not write them. A semicolon is required, since {@code R&D} and the
 * {@code &copy=2} of an address are no entities. <b>Source:</b> HTML 4.01, section 24; numbers 128 to 159 as HTML 5 reads them, as Windows-1252.
 */
final class Entities {
    private static final int MAX_LENGTH = 12;
    private static final int MAX_NAME = 8;

    /** Names of U+00A0 to U+00FF, in order. */
    private static final String LATIN =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 "
                    + "sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc "
                    + "Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve "
                    + "Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute "
                    + "acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde "
                    + "ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final String OTHERS =
            "quot=22 amp=26 apos=27 lt=3c gt=3e OElig=152 oelig=153 Scaron=160 scaron=161 Yuml=178 fnof=192 "
                    + "circ=2c6 tilde=2dc Alpha=391 Beta=392 Gamma=393 Delta=394 Epsilon=395 Zeta=396 Eta=397 Theta=398 "
                    + "Iota=399 Kappa=39a Lambda=39b Mu=39c Nu=39d Xi=39e Omicron=39f Pi=3a0 Rho=3a1 Sigma=3a3 Tau=3a4 "
                    + "Upsilon=3a5 Phi=3a6 Chi=3a7 Psi=3a8 Omega=3a9 alpha=3b1 beta=3b2 gamma=3b3 delta=3b4 epsilon=3b5 "
                    + "zeta=3b6 eta=3b7 theta=3b8 iota=3b9 kappa=3ba lambda=3bb mu=3bc nu=3bd xi=3be omicron=3bf pi=3c0 "
                    + "rho=3c1 sigmaf=3c2 sigma=3c3 tau=3c4 upsilon=3c5 phi=3c6 chi=3c7 psi=3c8 omega=3c9 thetasym=3d1 "
                    + "upsih=3d2 piv=3d6 ensp=2002 emsp=2003 thinsp=2009 zwnj=200c zwj=200d lrm=200e rlm=200f ndash=2013 "
                    + "mdash=2014 lsquo=2018 rsquo=2019 sbquo=201a ldquo=201c rdquo=201d bdquo=201e dagger=2020 Dagger=2021 "
                    + "bull=2022 hellip=2026 permil=2030 prime=2032 Prime=2033 lsaquo=2039 rsaquo=203a oline=203e "
                    + "frasl=2044 euro=20ac image=2111 weierp=2118 real=211c trade=2122 alefsym=2135 larr=2190 uarr=2191 "
                    + "rarr=2192 darr=2193 harr=2194 crarr=21b5 lArr=21d0 uArr=21d1 rArr=21d2 dArr=21d3 hArr=21d4 "
                    + "forall=2200 part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 notin=2209 ni=220b prod=220f "
                    + "sum=2211 minus=2212 lowast=2217 radic=221a prop=221d infin=221e ang=2220 and=2227 or=2228 cap=2229 "
                    + "cup=222a int=222b there4=2234 sim=223c cong=2245 asymp=2248 ne=2260 equiv=2261 le=2264 ge=2265 "
                    + "sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287 oplus=2295 otimes=2297 perp=22a5 sdot=22c5 "
                    + "lceil=2308 rceil=2309 lfloor=230a rfloor=230b lang=2329 rang=232a loz=25ca spades=2660 clubs=2663 "
                    + "hearts=2665 diams=2666";

    private static final char[] WINDOWS =
            ("\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
                            + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178")
                    .toCharArray();

    private static final long[] NAMES;
    private static final int[] CHARACTERS;

    static {
        String[] latin = LATIN.split(" ");
        String[] others = OTHERS.split(" ");
        // Sorted with its character below it; a name has at most eight bytes, so two of them would be too many for one
        // long.
        long[][] entries = new long[latin.length + others.length][];
        for (int i = 0; i < latin.length; i++) {
            entries[i] = new long[] {packed(latin[i]), 0xA0 + i};
        }
        for (int i = 0; i < others.length; i++) {
            int equals = others[i].indexOf('=');
            entries[latin.length + i] = new long[] {
                packed(others[i].substring(0, equals)), Integer.parseInt(others[i].substring(equals + 1), 16)
            };
        }
        Arrays.sort(entries, (a, b) -> Long.compare(a[0], b[0]));
        NAMES = Arrays.stream(entries).mapToLong(entry -> entry[0]).toArray();
        CHARACTERS = Arrays.stream(entries).mapToInt(entry -> (int) entry[1]).toArray();
    }

    private Entities() {}

    private static long packed(String name) {
        long packed = 0;
        for (int i = 0; i < name.length(); i++) {
            packed = packed << 8 | name.charAt(i);
        }
        return packed;
    }

    /** Where the entity that starts with the ampersand at {@code at} ends, or {@code at} when there is none. */
    static int end(byte[] bytes, int at, int to) {
        int last = Math.min(to, at + MAX_LENGTH);
        for (int i = at + 1; i < last; i++) {
            byte b = bytes[i];
            if (b == ';') {
                return i + 1;
            }
            boolean inName = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '#';
            if (!inName) {
                return at;
            }
        }
        return at;
    }

    /** The character of an entity, ampersand and semicolon included, or -1 when it names none that a text may hold. */
    static int character(byte[] bytes, int from, int to) {
        return bytes[from + 1] == '#' ? numbered(bytes, from + 2, to - 1) : named(bytes, from + 1, to - 1);
    }

    private static int named(byte[] bytes, int from, int to) {
        if (to - from > MAX_NAME) {
            return -1;
        }
        long packed = 0;
        for (int i = from; i < to; i++) {
            packed = packed << 8 | bytes[i];
        }
        int found = Arrays.binarySearch(NAMES, packed);
        return found < 0 ? -1 : CHARACTERS[found];
    }

    private static int numbered(byte[] bytes, int from, int to) {
        boolean hexadecimal = from < to && (bytes[from] | 0x20) == 'x';
        int start = hexadecimal ? from + 1 : from;
        if (start == to) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < to; i++) {
            int digit = Character.digit(bytes[i], hexadecimal ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            number = number * (hexadecimal ? 16 : 10) + digit;
        }
        if (number >= 0x80 && number < 0xA0) {
            return WINDOWS[(int) number - 0x80];
        }
        return isAllowed(number) ? (int) number : -1;
    }

    /** Control characters stay written out: XML forbids them and lists are parted by one. */
    private static boolean isAllowed(long c) {
        return c == 9
                || c == 10
                || c == 13
                || c >= 0x20 && c < 0x7F
                || c >= 0xA0 && c < 0xD800
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000 && c <= 0x10FFFF;
    }
}
