type Letters = Uint8Array | Uint16Array;

/**
 * How many edits turn one word into another, counted up to a bound: a letter inserted, removed or replaced, or two
 * neighbours swapped (optimal string alignment: no letter is edited twice).
 *
 *          k e y          Each cell is the cheapest of: left + 1, above + 1, diagonal + (letters differ),
 *        0 1 2 3          and, where two letters cross, two up and two left + 1.
 *      e 1 1 1 2
 *      k 2 1 1 2    ->    "ke" and "ek": one swap
 *
 * Up to two edits, which is all that a word is forgiven, are told without the table.
 */
export class EditDistance {
  #rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)] as const;

  /** Holds two texts, the second behind the first. */
  #units = new Uint16Array(128);

  /** As {@link between}, of two texts. */
  betweenTexts(a: string, b: string, max: number): number {
    const both = a.length + b.length;
    if (Math.abs(a.length - b.length) > max) return max + 1;
    if (this.#units.length < both) this.#units = new Uint16Array(both);
    const units = this.#units;
    for (let i = 0; i < a.length; i += 1) units[i] = a.charCodeAt(i);
    for (let i = 0; i < b.length; i += 1) units[a.length + i] = b.charCodeAt(i);
    return this.between(units, 0, a.length, units, a.length, b.length, max);
  }

  /** @returns the distance, or `max + 1` when it is more than `max` */
  between(a: Letters, aFrom: number, aLength: number, b: Letters, bFrom: number, bLength: number, max: number): number {
    let left = aFrom;
    let right = bFrom;
    let aEnd = aFrom + aLength;
    let bEnd = bFrom + bLength;
    // What both begin and end with costs nothing; two words a typo apart are then a letter or two long.
    while (left < aEnd && right < bEnd && a[left] === b[right]) {
      left += 1;
      right += 1;
    }
    while (left < aEnd && right < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
      aEnd -= 1;
      bEnd -= 1;
    }
    const aRest = aEnd - left;
    const bRest = bEnd - right;
    if (aRest === 0 || bRest === 0) return Math.min(aRest + bRest, max + 1);
    if (Math.abs(aRest - bRest) > max) return max + 1;
    if (max > 2) return this.#fill(a, left, aRest, b, right, bRest, max);
    if (isEditAtEnd(a, left, aEnd, b, right, bEnd)) return 1;
    return max === 2 && isEditAtEachEnd(a, left, aEnd, b, right, bEnd) ? 2 : max + 1;
  }

  #fill(a: Letters, left: number, aRest: number, b: Letters, right: number, bRest: number, max: number): number {
    if (this.#rows[0].length <= bRest) {
      this.#rows = [new Uint16Array(bRest + 1), new Uint16Array(bRest + 1), new Uint16Array(bRest + 1)];
    }
    let [above2, above, row] = this.#rows as readonly [Uint16Array, Uint16Array, Uint16Array];
    for (let j = 0; j <= bRest; j += 1) above[j] = j;
    for (let i = 1; i <= aRest; i += 1) {
      // Farther from the diagonal every cell is above the bound.
      const first = Math.max(1, i - max);
      const last = Math.min(bRest, i + max);
      row[first - 1] = first === 1 ? i : max + 1;
      if (last < bRest) row[last + 1] = max + 1;
      let best = row[first - 1]!;
      for (let j = first; j <= last; j += 1) {
        const differ = a[left + i - 1] === b[right + j - 1] ? 0 : 1;
        let cell = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + differ);
        const crossed = i > 1 && j > 1 && a[left + i - 1] === b[right + j - 2] && a[left + i - 2] === b[right + j - 1];
        if (crossed) cell = Math.min(cell, above2[j - 2]! + 1);
        row[j] = cell;
        if (cell < best) best = cell;
      }
      // The cheapest cell of a row never falls: a row is at most one above the one before it, which a swap adds anyway.
      if (best > max) return max + 1;
      [above2, above, row] = [above, row, above2];
    }
    return Math.min(above[bRest]!, max + 1);
  }
}

/**
 * Whether two edits part two words whose first letters differ and whose last ones differ too: one then stands at the very
 * front, the other at the very back, and all between them is the same.
 */
function isEditAtEachEnd(a: Letters, left: number, aEnd: number, b: Letters, right: number, bEnd: number): boolean {
  return (
    isEditAtEnd(a, left + 1, aEnd, b, right + 1, bEnd) ||
    isEditAtEnd(a, left + 1, aEnd, b, right, bEnd) ||
    isEditAtEnd(a, left, aEnd, b, right + 1, bEnd) ||
    (aEnd - left > 2 &&
      bEnd - right > 2 &&
      isSwapped(a, left, b, right) &&
      isEditAtEnd(a, left + 2, aEnd, b, right + 2, bEnd))
  );
}

/** Whether two words whose last letters differ are the same but for one edit there. */
function isEditAtEnd(a: Letters, aFrom: number, aEnd: number, b: Letters, bFrom: number, bEnd: number): boolean {
  const longer = aEnd - aFrom - (bEnd - bFrom);
  if (longer > 1 || longer < -1) return false;
  let left = aFrom;
  let right = bFrom;
  while (left < aEnd && right < bEnd && a[left] === b[right]) {
    left += 1;
    right += 1;
  }
  const aRest = aEnd - left;
  const bRest = bEnd - right;
  if (aRest + bRest === 1) return true;
  return aRest === bRest && (aRest === 1 || (aRest === 2 && isSwapped(a, left, b, right)));
}

/** Whether the next two letters of one word are those of the other the other way round. */
function isSwapped(a: Letters, left: number, b: Letters, right: number): boolean {
  return a[left] === b[right + 1] && a[left + 1] === b[right];
}
