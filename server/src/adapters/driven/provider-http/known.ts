/** An object with the attribute, or an empty one if the value is unknown. Movies have no attributes without a value. */
export function known<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
}
