type Letters = Uint8Array | Uint16Array;

/**
 * How many edits turn one word into another, counted up to a bound. An edit inserts, removes or replaces a letter, or
 * swaps two neighbouring letters (optimal string alignment: no letter is edited twice).
 *
 *          k e y          Each cell is the cheapest of: left + 1, above + 1, diagonal + (letters differ),
 *        0 1 2 3          and, where two letters are swapped, the cell two up and two left + 1.
 *      e 1 1 1 2
 *      k 2 1 1 2    ->    "ke" and "ek": one swap
 *
 * Distances of up to two edits are found without the table. No word tolerates more edits.
 */
export class EditDistance {
  #rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)] as const;

  /** Holds two texts, one after the other. */
  #units = new Uint16Array(128);

  /** Like {@link between}, for two texts. */
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
    // A common beginning and a common end cost nothing. Of two words that are one typo apart, one or two letters
    // remain.
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
      // Every cell that is farther from the diagonal is above the bound.
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
      // The cheapest cell of a row is never cheaper than that of the row before. A swap reaches back two rows, but it
      // adds one, and the cheapest cell of a row is at most one above that of the row before.
      if (best > max) return max + 1;
      [above2, above, row] = [above, row, above2];
    }
    return Math.min(above[bRest]!, max + 1);
  }
}

/**
 * Whether two words are two edits apart, if their first letters differ and their last letters differ too. One edit is
 * then at the very front and the other at the very back, and everything between them is equal.
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

/** Whether two words are equal except for one edit at the end. Their last letters must differ. */
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

/** Whether the next two letters of one word are the next two letters of the other in reverse order. */
function isSwapped(a: Letters, left: number, b: Letters, right: number): boolean {
  return a[left] === b[right + 1] && a[left + 1] === b[right];
}
