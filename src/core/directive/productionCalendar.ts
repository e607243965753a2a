import type { ProductionCalendar } from './calendar.ts'

/**
 * The Russian production calendar 2019–2027 as transfers of days off; the holidays and the transfers that follow from
 * article 112 of the Labour Code by themselves are computed in `calendar.ts`.
 *
 * Source: the yearly Government decrees «О переносе выходных дней». The non-working days that the President declared
 * in 2020 and 2021 are left out: they were neither days off nor holidays, and offices kept their deadlines.
 */
export const productionCalendar: ProductionCalendar = [
  {
    year: 2019,
    source: 'Постановление Правительства РФ от 01.10.2018 № 1163',
    transfers: [
      { from: '2019-01-05', to: '2019-05-02' },
      { from: '2019-01-06', to: '2019-05-03' },
      { from: '2019-02-23', to: '2019-05-10' },
    ],
  },
  {
    year: 2020,
    source: 'Постановление Правительства РФ от 10.07.2019 № 875',
    transfers: [
      { from: '2020-01-04', to: '2020-05-04' },
      { from: '2020-01-05', to: '2020-05-05' },
    ],
  },
  {
    year: 2021,
    source: 'Постановление Правительства РФ от 10.10.2020 № 1648',
    transfers: [
      { from: '2021-01-02', to: '2021-11-05' },
      { from: '2021-01-03', to: '2021-12-31' },
      { from: '2021-02-20', to: '2021-02-22' },
    ],
  },
  {
    year: 2022,
    source: 'Постановление Правительства РФ от 16.09.2021 № 1564',
    transfers: [
      { from: '2022-01-01', to: '2022-05-03' },
      { from: '2022-01-02', to: '2022-05-10' },
      { from: '2022-03-05', to: '2022-03-07' },
    ],
  },
  {
    year: 2023,
    source: 'Постановление Правительства РФ от 29.08.2022 № 1505',
    transfers: [
      { from: '2023-01-01', to: '2023-02-24' },
      { from: '2023-01-08', to: '2023-05-08' },
    ],
  },
  {
    year: 2024,
    source: 'Постановление Правительства РФ от 10.08.2023 № 1314',
    transfers: [
      { from: '2024-01-06', to: '2024-05-10' },
      { from: '2024-01-07', to: '2024-12-31' },
      { from: '2024-04-27', to: '2024-04-29' },
      { from: '2024-11-02', to: '2024-04-30' },
      { from: '2024-12-28', to: '2024-12-30' },
    ],
  },
  {
    year: 2025,
    source: 'Постановление Правительства РФ от 04.10.2024 № 1335',
    transfers: [
      { from: '2025-01-04', to: '2025-05-02' },
      { from: '2025-01-05', to: '2025-12-31' },
      { from: '2025-02-23', to: '2025-05-08' },
      { from: '2025-03-08', to: '2025-06-13' },
      { from: '2025-11-01', to: '2025-11-03' },
    ],
  },
  {
    year: 2026,
    source: 'Постановление Правительства РФ от 24.09.2025 № 1466',
    transfers: [
      { from: '2026-01-03', to: '2026-01-09' },
      { from: '2026-01-04', to: '2026-12-31' },
    ],
  },
  // Its decree is not taken in yet: only what article 112 says by itself.
  { year: 2027, source: null, transfers: [] },
]
