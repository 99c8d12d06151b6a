/** The function with a cache: the result for each text is kept. The cache is emptied when it has `most` results. */
export function rememberingSome<Result>(compute: (text: string) => Result, most: number): (text: string) => Result {
  // A result may be undefined. Wrapped in an object, it differs from a missing result, so one look-up is enough instead
  // of two.
  const results = new Map<string, { readonly result: Result }>();
  return (text) => {
    let known = results.get(text);
    if (!known) {
      if (results.size >= most) results.clear();
      known = { result: compute(text) };
      results.set(text, known);
    }
    return known.result;
  };
}
