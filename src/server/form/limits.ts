/** How much of a request is read. */

/** Bytes of a body or a query: 1 MiB. */
export const MOST_BYTES = 1_048_576

/** Pairs of name and value. Ours: no request of Stripe's comes near. */
export const MOST_PARAMS = 4_096

/** Brackets of one name. Ours: Stripe's OpenAPI document nests hashes seven deep. */
export const MOST_BRACKETS = 16
