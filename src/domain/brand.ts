declare const brand: unique symbol

/** A value that only its own constructor makes: a `ChargeId` is a string, but no string and no `RefundId` is a `ChargeId`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
