/** A program on the module path, as a user of feedkit would write it. */
module io.feedkit.quickstart {
    requires io.feedkit.channels;
}
