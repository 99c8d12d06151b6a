/** The same type, with properties that can be assigned. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
