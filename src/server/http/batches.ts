/**
 * What has come together is done together. The network tells of all requests that have come, one after the other. Done to its end
 * before the next one is read, each of them would lead the processor through the whole of the program; so all are read first, and then
 * begun one after the other, and what each of them waits for comes in turns as well.
 */

/** Begins an item, and those that come meanwhile behind it, as soon as the network has told all it has: `most` of them before it is asked again. */
export const inBatches = <Item>(most: number, begin: (item: Item) => void): ((item: Item) => void) => {
  const waiting: Item[] = []
  const next = (): void => {
    let begun = 0
    try {
      while (begun < most && begun < waiting.length) {
        begun += 1
        begin(waiting[begun - 1] as Item)
      }
    } finally {
      // Also where one of them threw: the others did not.
      waiting.splice(0, begun)
      if (waiting.length > 0) setImmediate(next)
    }
  }
  return (item) => {
    waiting.push(item)
    if (waiting.length === 1) setImmediate(next)
  }
}
