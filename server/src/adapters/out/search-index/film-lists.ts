/** For each of many names the numbers of the films (or people) that have it, filled in ascending order. */
export class FilmLists {
  readonly lists = new Map<string, number[]>();

  /** Adds a member to a name's list, unless it is its last one. Members are added in ascending order. */
  add(name: string, member: number): void {
    const list = this.lists.get(name);
    if (!list) this.lists.set(name, [member]);
    else if (list.at(-1) !== member) list.push(member);
  }
}
