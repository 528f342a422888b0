// Days, weeks and months without a library: what a page that shows a calendar needs.
'use strict';

import { memoize, range } from '../lib/functions.js';
import formats, { defaultLocale } from './formats.js';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ISO_DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

export class CalendarDate {
  #time;

  constructor(year, month = 1, day = 1) {
    this.#time = Date.UTC(year, month - 1, day);
    if (Number.isNaN(this.#time)) {
      throw new RangeError(`no such day: ${year}-${month}-${day}`);
    }
  }

  static today(zone = 0) {
    const now = new Date(Date.now() + zone * HOUR);
    return new CalendarDate(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate());
  }

  static read(text) {
    const found = ISO_DATE.exec(String(text).trim());
    if (found === null) {
      return null;
    }
    const [, year, month, day] = found.map(Number);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? new CalendarDate(year, month, day) : null;
  }

  get weekday() {
    return (new Date(this.#time).getUTCDay() + 6) % 7;
  }

  get week() {
    const thursday = this.plus(3 - this.weekday);
    const first = new CalendarDate(thursday.year, 1, 4);
    return 1 + Math.round((thursday.#time - first.#time) / (7 * DAY) + (first.weekday - 3) / 7);
  }

  get year() {
    return new Date(this.#time).getUTCFullYear();
  }

  plus(days) {
    const moved = new Date(this.#time + days * DAY);
    return new CalendarDate(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
  }

  toString() {
    return new Date(this.#time).toISOString().slice(0, 10);
  }
}

const formatterOf = memoize((locale, style) => new Intl.DateTimeFormat(locale, formats[style] ?? formats.short));

export function monthGrid(year, month, { locale = defaultLocale, weeks = 6 } = {}) {
  const first = new CalendarDate(year, month);
  const start = first.plus(-first.weekday);
  return range(weeks).map((week) => ({
    number: start.plus(7 * week).week,
    days: range(7).map((day) => {
      const date = start.plus(7 * week + day);
      return { date, label: formatterOf(locale, 'day').format(new Date(`${date}T00:00:00Z`)), outside: date.year !== year };
    }),
  }));
}

/* Keys move the focus; everything else is left to the browser. */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };

export function onKeyDown(event, focused, move) {
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
    return false;
  }
  event.preventDefault();
  move(focused.plus(event.shiftKey ? step * 12 : step));
  return true;
}

export const agenda = (entries, from, days) =>
  entries
    .filter(({ start, end }) => end / DAY > from / DAY && start < from + days * DAY)
    .sort((one, other) => one.start - other.start || one.title.localeCompare(other.title))
    .reduce((byDay, entry) => {
      const key = Math.floor((entry.start - from) / DAY);
      (byDay[key] ||= []).push({ ...entry, minutes: (entry.end - entry.start) / MINUTE });
      return byDay;
    }, Object.create(null));
