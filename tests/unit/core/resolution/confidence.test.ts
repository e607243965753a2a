import { describe, expect, test } from 'vitest'
import { type DirectiveConfidence, parseResolution } from '#core/resolution'

function confidenceOf(body: string): DirectiveConfidence {
  const [directive] = parseResolution(`Решение совета\nот 1 марта 2024 г.\nСовет решил:\n${body}\n`).directives
  if (directive === undefined) throw new Error('no directive')
  return directive.confidence
}
const steps = ({ text, addressee, deadline }: DirectiveConfidence): string => [text, addressee, deadline].map(({ confidence }) => confidence).join(' ')

describe('how far a reading is to be trusted', () => {
  test('all of it where everything is printed in a form of its own', () => {
    expect(steps(confidenceOf('1. Директорам школ:\n1.1. Провести опрос. Срок: до 05.05.2024 г.'))).toBe('sure sure sure')
    expect(confidenceOf('1. Директорам школ:\n1.1. Провести опрос.')).toMatchObject({ deadline: { confidence: 'sure', doubt: null } })
  })

  test.each([
    ['1. Заместителям директоров по УВР:\n1.1. Провести опрос.', 'addressee', 'likely', 'PersonnelNamed'],
    ['1. Руководителям:\n1.1. Провести опрос.', 'addressee', 'likely', 'KindNotNamed'],
    ['1. Провести опрос. Отв.: директора школ', 'addressee', 'likely', 'TakenFromResponsible'],
    ['1. Совету ветеранов:\n1.1. Провести опрос.', 'addressee', 'unsure', 'AddresseeUnknown'],
    ['1. Провести опрос.', 'addressee', 'unsure', 'NobodyNamed'],
    ['1. Провести опрос. Срок: до 5 мая', 'deadline', 'likely', 'YearAssumed'],
    ['1. Провести опрос до 05.05.2024, отчёт сдать до 06.06.2024.', 'deadline', 'likely', 'SeveralDates'],
    ['1. Провести 5 мая 2024 года опрос.', 'deadline', 'likely', 'DateInSentence'],
    ['1. Провести опрос. Срок: по графику', 'deadline', 'unsure', 'LabelNotRead'],
    ['1. Провести опрос до конца учебного года.', 'deadline', 'unsure', 'DayNotComputed'],
    ['1. Провести опрос накануне 5 мая праздника.', 'deadline', 'likely', 'YearAssumed'],
    ['1. Участие школ в опросе.', 'text', 'unsure', 'PointWithoutAction'],
    ['1. Школам района провести опрос.\nСдать отчёт.', 'text', 'sure', null],
  ] as const)('«%s»: %s is %s (%s)', (body, field, confidence, doubt) => {
    expect(confidenceOf(body)[field]).toEqual({ confidence, doubt })
  })
})
