/** Customers, who are there until they are deleted. */
import type { WireCustomer } from '../../stripe/objects/customer.js'
import { find, type Work } from '../decision/work.js'

/** The customer; null where there is none, or none any more. */
export const customerOf = (work: Work, id: string): WireCustomer | null => {
  const found = find(work, 'customer', id)
  return found === null || 'deleted' in found ? null : found
}
