/** All that waits in a calendar. */
import type { Calendar } from '../../../src/store/memory/calendar.js'

/** In order, and read another way than the calendar itself does. */
export const rowsIn = <Row>({ lines }: Calendar<Row>): readonly Row[] =>
  [...lines].sort(([one], [other]) => one - other).flatMap(([, { rows, start }]) => rows.slice(start))
