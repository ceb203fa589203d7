/**
 * Stripe's test cards by country: each pays. Source: docs.stripe.com/testing, "Cards by country" (numbers, read in 2024 and 2026), and a
 * copy of August 2026 in public code (names). 4242424242424242, which is `us` too, stands with the other cards.
 */
export interface CountryCard {
  readonly number: string
  /** What follows `pm_card_` and `tok_`; null where the page gives none. */
  readonly name: string | null
  readonly country: string
  readonly brand: 'mastercard' | 'visa'
  readonly funding: 'credit' | 'debit'
}

/** Visa's credit cards, named as their countries are. */
const VISA =
  '4000000320000021 ar 4000000760000002 br 4000001240000000 ca 4000001520000001 cl 4000001700000003 co 4000001880000005 cr ' +
  '4000002180000000 ec 4000004840008001 mx 4000005910000000 pa 4000006000000066 py 4000006040000068 pe 4000008580000003 uy ' +
  '4000007840000001 ae 4000000400000008 at 4000000560000004 be 4000001000000000 bg 4000001120000005 by 4000001910000009 hr ' +
  '4000001960000008 cy 4000002030000002 cz 4000002080000001 dk 4000002330000009 ee 4000002460000001 fi 4000002500000003 fr ' +
  '4000002760000016 de 4000002920000005 gi 4000003000000030 gr 4000003480000005 hu 4000003720000005 ie 4000003800000008 it ' +
  '4000004280000005 lv 4000004380000004 li 4000004400000000 lt 4000004420000006 lu 4000004700000007 mt 4000005280000002 nl ' +
  '4000005780000007 no 4000006160000005 pl 4000006200000007 pt 4000006420000001 ro 4000007050000006 si 4000007030000001 sk ' +
  '4000007240000007 es 4000007520000008 se 4000007560000009 ch 4000008260000000 gb 4000000360000006 au 4000001560000002 cn ' +
  '4000003440000004 hk 4000003560000008 in 4000003920000003 jp 4000004580000002 my 4000005540000008 nz 4000007020000003 sg ' +
  '4000001580000008 tw'

const visaOf = (number: string, name: string): CountryCard => ({
  number,
  name,
  country: name.toUpperCase(),
  brand: 'visa',
  funding: 'credit',
})

/** Every card by country here but that of the US, one for each number. */
export const COUNTRY_CARDS: readonly CountryCard[] = [
  ...[...VISA.matchAll(/(\d+) (\w+)/g)].map(([, number = '', name = '']) => visaOf(number, name)),
  { ...visaOf('4000006820000007', 'sa'), name: null },
  { ...visaOf('4000058260000005', 'gb'), name: 'gb_debit', funding: 'debit' },
  { ...visaOf('5555558265554449', 'gb'), name: 'gb_mastercard', brand: 'mastercard' },
  { ...visaOf('5200007840000022', 'ae'), name: 'ae_mastercard', brand: 'mastercard' },
  { ...visaOf('4000007640000003', 'th'), name: 'th_credit' },
  { ...visaOf('4000057640000008', 'th'), name: 'th_debit', funding: 'debit' },
]
