package io.feedkit.product;

import java.util.Objects;

/**
 * A picture of a product.
 *
 * @param link where it is, as the merchant wrote it; never blank. Whether a channel can fetch it is the channel's check
 * @param alt a text for those who do not see it, or empty
 * @param role what it shows
 */
public record Image(String link, String alt, Role role) {

    /** What a picture shows, which decides where a channel puts it. */
    public enum Role {
        /** The one picture of search results. */
        MAIN,
        /** Further views of the product. */
        ADDITIONAL,
        /** The product in use. */
        LIFESTYLE,
        /** A patch of its colour or material. */
        SWATCH
    }

    public Image {
        link = Blank.strip(link);
        if (link.isEmpty()) {
            throw new IllegalArgumentException("an image without a link is a missing image");
        }
        Objects.requireNonNull(alt, "alt");
        Objects.requireNonNull(role, "role");
    }

    public static Image main(String link) {
        return new Image(link, "", Role.MAIN);
    }

    public static Image additional(String link) {
        return new Image(link, "", Role.ADDITIONAL);
    }

    /** The link. */
    @Override
    public String toString() {
        return link;
    }
}
