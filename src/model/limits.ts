/**
 * What a record may hold. A record can come from a fork's pull request or from a branch that others
 * write to, so everything in it is bounded before anything is done with it.
 */

/** A record's text as it is kept, bytes: 16 MiB. Three targets × three scenarios are about 100 KiB. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;
/** The text of a record that is kept packed (src/record/packed.ts), bytes: 128 MiB. A thousand cells have about 30 MiB. */
export const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;

/** Lines of one log, and their length in UTF-16 code units. */
export const MAX_LOG_LINES = 40;
export const MAX_LOG_LINE = 500;

/** Sentences for people (messages, hints, reasons), UTF-16 code units. */
export const MAX_SENTENCE = 2000;
/** Short facts (a CPU's model, a version, a branch's name), UTF-16 code units. */
export const MAX_FACT = 255;
/** A URL's scheme, host, and port, UTF-16 code units. */
export const MAX_ORIGIN = 300;
/** A file's path, UTF-16 code units. */
export const MAX_PATH = 4096;

/** Containers of one target behind a balancer. */
export const MAX_REPLICAS = 16;
/** Requests of a sequence. */
export const MAX_STEPS = 20;
/** Services beside one target. */
export const MAX_SERVICES = 50;
export const MAX_CELLS = 10_000;
export const MAX_GENERATIONS = 1000;
export const MAX_ROUNDS = 100;
/** Plateaus of one search for a capacity. */
export const MAX_PLATEAUS = 200;
export const MAX_PROBLEMS = 1000;
export const MAX_STAGES = 100;
/** Services that a cell's requests are counted in, and counts of each. */
export const MAX_COUNTED_SERVICES = 8;
export const MAX_COUNTS = 16;
/** Targets and cells that one comment can ask for. */
export const MAX_ASKED = 20;
/** Names of each kind that differ between the sides of one target. */
export const MAX_DIFFERENCES = 50;
export const MAX_CORES = 4096;
/** Generations of one cell that were sampled, and functions that are told apart in them. */
export const MAX_PROFILE_GENERATIONS = 20;
export const MAX_PROFILED_FUNCTIONS = 40;
/** Calls of one cell's profile: as many as a picture can show. */
export const MAX_PROFILE_NODES = 120;
/** Jobs that one run is split into: what a matrix of GitHub holds. */
export const MAX_SHARDS = 256;
