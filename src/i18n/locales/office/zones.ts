/** The time zones of Russia as people call them, from west to east. */
export const zoneNames: Readonly<Record<string, string>> = {
  'Europe/Kaliningrad': 'Калининград (МСК−1)',
  'Europe/Moscow': 'Москва',
  'Europe/Samara': 'Самара (МСК+1)',
  'Asia/Yekaterinburg': 'Екатеринбург (МСК+2)',
  'Asia/Omsk': 'Омск (МСК+3)',
  'Asia/Krasnoyarsk': 'Красноярск, Новосибирск (МСК+4)',
  'Asia/Irkutsk': 'Иркутск (МСК+5)',
  'Asia/Yakutsk': 'Якутск, Чита (МСК+6)',
  'Asia/Vladivostok': 'Владивосток, Верхоянск (МСК+7)',
  'Asia/Magadan': 'Магадан, Среднеколымск (МСК+8)',
  'Asia/Kamchatka': 'Камчатка, Анадырь (МСК+9)',
}
