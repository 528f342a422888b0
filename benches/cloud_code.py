"""Writes 1,000 Cloud Code files that all hold Parse codes: the same bytes each time, on every machine.

Blocks of code are drawn and filled with words until a file has its size, 3 to 20 KB. Two of three files are JavaScript,
the others TypeScript. The folder is a little project with a manifest that depends on parse-server; one of the files has
the constants that some of the others import.
"""

import hashlib
import re
import shutil
from pathlib import Path

FILES = 1000
SMALLEST, LARGEST = 3_000, 20_000

ENTITIES = """Order Invoice Ticket Booking Shipment Coupon Product Review Message Channel Session Device Payment Refund
Customer Address Campaign Article Comment Playlist Recipe Vehicle Route Station Lesson Course Exam Team Match
Player""".split()
FIELDS = """owner status total currency title body dueDate quantity email phone score position startedAt archived tags
parent rating language region priority""".split()
VERBS = "create cancel approve archive assign merge export refresh publish close reopen duplicate notify rate".split()
# Numbers that the platform defines, and such that apps make up for themselves.
CODES = "101 102 106 111 119 124 137 141 142 155 200 201 202 203 205 208 209 601".split()
OWN_CODES = "9001 9002 9003 9010 9011 9100 9101 1001".split()
NAMES = """OBJECT_NOT_FOUND INVALID_QUERY OPERATION_FORBIDDEN VALIDATION_ERROR SCRIPT_FAILED DUPLICATE_VALUE
INVALID_SESSION_TOKEN USERNAME_TAKEN TIMEOUT INTERNAL_SERVER_ERROR""".split()

JAVASCRIPT_HEADS = [
    """'use strict';

const { @LIMIT@_CODE } = require('./codes');
const logger = require('../lib/logger');

function refuse@Entity@(reason) {
  logger.warn('refused: ' + reason);
  throw new Parse.Error(@LIMIT@_CODE, reason);
}
""",
    """// @Entity@s: what clients may do with them, and what happens when they do.
const Parse = require('parse/node');
const moment = require('moment');
""",
    """import Parse from 'parse/node';
import { audit } from '../lib/audit.js';

const PAGE = 100;
""",
]

TYPESCRIPT_HEADS = [
    """import Parse from 'parse/node';
import type { @Entity@Attributes } from '../types/@entity@';

type Caller = { user?: Parse.User; master: boolean; ip: string };
""",
    """import * as Parse from 'parse/node';
import { audit } from '../lib/audit';

export interface @Entity@Input {
  @field@: string;
  @other@?: number;
}
""",
]

# Each of these has a code as a number.
JAVASCRIPT_WITH_CODES = [
    """
Parse.Cloud.define('@verb@@Entity@@n@', async (request) => {
  const { params, user } = request;
  if (!user) {
    throw new Parse.Error(@code@, 'You have to be signed in to @verb@ this @entity@.');
  }
  const query = new Parse.Query('@Entity@');
  query.equalTo('@field@', params.@field@);
  query.include('@other@');
  try {
    const @entity@ = await query.get(params.id, { sessionToken: user.getSessionToken() });
    @entity@.set('@other@', params.@other@ || null);
    await @entity@.save(null, { useMasterKey: true });
    return { id: @entity@.id, @field@: @entity@.get('@field@') };
  } catch (error) {
    if (error.code === 101) {
      return null;
    }
    throw error;
  }
}, { requireUser: true, fields: ['id'] });
""",
    """
Parse.Cloud.beforeSave('@Entity@', async (request) => {
  const @entity@ = request.object;
  const @field@ = @entity@.get('@field@');
  if (@field@ === undefined || @field@ === '') {
    throw new Parse.Error(@code@, `@Entity@ needs a @field@, not "${@field@}".`);
  }
  if (@entity@.isNew() && @entity@.get('@other@') > @size@) {
    throw new Parse.Error(@own@, 'There are too many of them: ' + @entity@.get('@other@'));
  }
  // The 404 of the old interface is gone, and so is code 119 for guests.
  @entity@.set('@other@', Math.min(@entity@.get('@other@') || 0, @size@));
});
""",
    """
Parse.Cloud.define('@verb@Many@Entity@s@n@', function (request, response) {
  var query = new Parse.Query('@Entity@');
  query.limit(@size@);
  query.descending('createdAt');
  query.find({ useMasterKey: true }).then(function (found) {
    if (found.length === 0) {
      response.error(@code@, 'There is no @entity@ to @verb@.');
      return;
    }
    return Parse.Object.destroyAll(found, { useMasterKey: true }).then(function () {
      response.success(found.length);
    });
  }, function (error) {
    switch (error.code) {
      case 101:
      case @code@:
        response.success(0);
        break;
      default:
        response.error(error.code, error.message);
    }
  });
});
""",
    """
const @LIMIT@_@N@ = @own@;

async function @verb@@Entity@@n@(id, options = {}) {
  const { sessionToken, retries = 3 } = options;
  for (let attempt = 0; attempt < retries; attempt += 1) {
    try {
      return await new Parse.Query('@Entity@').get(id, { sessionToken });
    } catch (error) {
      if (error instanceof Parse.Error && error.code === @code@) {
        await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
        continue;
      }
      throw error;
    }
  }
  throw new Parse.Error(@LIMIT@_@N@, '@Entity@ ' + id + ' is busy');
}
""",
]

JAVASCRIPT_OTHERS = [
    """
/**
 * @Entity@s by their @field@, the newest first.
 * @param {string} @field@ what to look for
 * @returns {Promise<Parse.Object[]>} at most @size@ of them
 */
async function @entity@sBy@n@(@field@) {
  const query = new Parse.Query('@Entity@').equalTo('@field@', @field@).exists('@other@');
  const found = await query.descending('createdAt').limit(@size@).find({ useMasterKey: true });
  return found.filter((@entity@) => !@entity@.get('archived')).map((@entity@) => @entity@.toJSON());
}
""",
    """
Parse.Cloud.afterSave('@Entity@', async ({ object, original, log }) => {
  const before = original ? original.get('@field@') : undefined;
  if (before !== object.get('@field@')) {
    log.info(`@entity@ ${object.id}: @field@ ${before} -> ${object.get('@field@')}`);
    await Parse.Push.send(
      { channels: [`@entity@-${object.id}`], data: { alert: 'Your @entity@ has changed', badge: 'Increment' } },
      { useMasterKey: true },
    );
  }
});
""",
    """
Parse.Cloud.job('@verb@Old@Entity@s@n@', async (request) => {
  const { message, params } = request;
  const before = new Date(Date.now() - (params.days || 30) * 24 * 60 * 60 * 1000);
  let done = 0;
  await new Parse.Query('@Entity@').lessThan('updatedAt', before).each(async (@entity@) => {
    @entity@.set('archived', true);
    @entity@.increment('@other@', @size@);
    await @entity@.save(null, { useMasterKey: true });
    done += 1;
    if (done % @size@ === 0) {
      message(`${done} @entity@s so far`);
    }
  }, { useMasterKey: true });
  message(`${done} @entity@s in all`);
});
""",
    """
Parse.Cloud.beforeDelete('@Entity@', async (request) => {
  const count = await new Parse.Query('@Other@').equalTo('@entity@', request.object).count({ useMasterKey: true });
  if (count > 0) {
    throw new Parse.Error(Parse.Error.@NAME@, `${count} @Other@ objects still point here.`);
  }
});
""",
    """
const @entity@Rules@n@ = {
  @field@: { required: true, type: String, error: 'Please give a @field@.' },
  @other@: { default: @size@, options: (value) => value >= 0 && value <= 10 * @size@ },
};

function describe@Entity@@n@(@entity@) {
  const parts = [@entity@.get('@field@'), @entity@.get('@other@')].filter(Boolean);
  const label = parts.join(', ').replace(/[\\s,]{2,}/g, ' ').trim();
  return label.length > @size@ ? label.slice(0, @size@ - 1) + '…' : label || 'A @entity@ without a name';
}
""",
    """
async function fetch@Entity@From@n@(url) {
  const answer = await Parse.Cloud.httpRequest({ url, followRedirects: true, headers: { Accept: 'application/json' } });
  if (answer.status >= 400 && answer.status !== 404) {
    logger.warn('upstream said ' + answer.status + ' for ' + url);
    throw new Parse.Error(Parse.Error.@NAME@, 'The partner does not answer.');
  }
  return answer.status === 404 ? null : JSON.parse(answer.text);
}
""",
]

TYPESCRIPT_WITH_CODES = [
    """
export enum @Entity@Problem@n@ {
  Missing = @own@,
  TooMany = @own2@,
}

Parse.Cloud.define('@verb@@Entity@@n@', async (request: Parse.Cloud.FunctionRequest): Promise<string> => {
  const { @field@, @other@ } = request.params as { @field@: string; @other@?: number };
  if (!request.user) {
    throw new Parse.Error(@code@, 'Sign in first.');
  }
  if ((@other@ ?? 0) > @size@) {
    throw new Parse.Error(@Entity@Problem@n@.TooMany, `At most @size@, not ${@other@}`);
  }
  const @entity@ = new Parse.Object('@Entity@', { @field@, @other@: @other@ ?? 0 });
  await @entity@.save(null, { sessionToken: request.user.getSessionToken() });
  return @entity@.id;
});
""",
    """
export async function @verb@@Entity@@n@<T extends Parse.Object = Parse.Object>(
  id: string,
  caller: { user?: Parse.User; master: boolean },
): Promise<T | undefined> {
  const query = new Parse.Query<T>('@Entity@');
  query.select('@field@', '@other@');
  try {
    return await query.get(id, caller.master ? { useMasterKey: true } : {});
  } catch (error: unknown) {
    if (error instanceof Parse.Error && (error.code === @code@ || error.code === Parse.Error.@NAME@)) {
      return undefined;
    }
    throw error;
  }
}
""",
]

TYPESCRIPT_OTHERS = [
    """
interface @Entity@Summary@n@ {
  readonly id: string;
  @field@: string | null;
  @other@: number;
  tags: ReadonlyArray<string>;
}

const summarise@n@ = (@entity@: Parse.Object): @Entity@Summary@n@ => ({
  id: @entity@.id,
  @field@: @entity@.get('@field@') ?? null,
  @other@: Number(@entity@.get('@other@') ?? 0),
  tags: (@entity@.get('tags') as string[] | undefined) ?? [],
});
""",
    """
Parse.Cloud.afterFind('@Entity@', (request: Parse.Cloud.AfterFindRequest): Parse.Object[] => {
  const visible = request.objects.filter((@entity@) => request.master || !@entity@.get('archived'));
  for (const @entity@ of visible) {
    @entity@.set('@other@', Math.round((@entity@.get('@other@') as number) * 100) / 100);
  }
  return visible;
});
""",
    """
export class @Entity@Store@n@ {
  private readonly cache = new Map<string, Parse.Object>();

  constructor(private readonly limit: number = @size@) {}

  async load(id: string): Promise<Parse.Object> {
    const known = this.cache.get(id);
    if (known !== undefined) {
      return known;
    }
    const found = await new Parse.Query('@Entity@').equalTo('objectId', id).first({ useMasterKey: true });
    if (!found) {
      throw new Parse.Error(Parse.Error.@NAME@, `no @entity@ ${id}`);
    }
    if (this.cache.size < this.limit) {
      this.cache.set(id, found);
    }
    return found;
  }
}
""",
]

CODES_MODULE = """'use strict';

// What our clients tell apart.
module.exports = {
%s};
"""

MANIFEST = """{
  "name": "cloud-code",
  "version": "1.0.0",
  "private": true,
  "dependencies": {
    "moment": "^2.30.0",
    "parse": "^8.0.0",
    "parse-server": "^9.0.0"
  }
}
"""


class Dice:
    """Numbers that look drawn: from a hash, as the random numbers of Python may change with its version."""

    def __init__(self, seed):
        self._seed = seed
        self._drawn = 0

    def below(self, limit):
        self._drawn += 1
        digest = hashlib.sha256(f"{self._seed}:{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def pick(self, choices):
        return choices[self.below(len(choices))]


def write_project(folder):
    """Replaces the folder by the project."""
    folder = Path(folder)
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "cloud").mkdir(parents=True)
    (folder / "package.json").write_text(MANIFEST)
    constants = "".join(f"  {limit_name(entity)}_CODE: {own_code(at)},\n" for at, entity in enumerate(ENTITIES))
    (folder / "cloud" / "codes.js").write_text(CODES_MODULE % constants)
    for number in range(1, FILES):
        name, text = cloud_file(number)
        (folder / "cloud" / name).write_text(text, encoding="utf-8")


def cloud_file(number):
    dice = Dice(number)
    typescript = number % 3 == 0
    if typescript:
        heads, with_codes, others = TYPESCRIPT_HEADS, TYPESCRIPT_WITH_CODES, TYPESCRIPT_OTHERS
    else:
        heads, with_codes, others = JAVASCRIPT_HEADS, JAVASCRIPT_WITH_CODES, JAVASCRIPT_OTHERS
    entity = dice.pick(ENTITIES)
    # Small files are more frequent than large ones, as they are in projects.
    size = SMALLEST + min(dice.below(LARGEST - SMALLEST), dice.below(LARGEST - SMALLEST))
    blocks = [dice.pick(heads), dice.pick(with_codes)]
    length = sum(map(len, blocks))
    while length < size:
        blocks.append(dice.pick(with_codes if dice.below(4) == 0 else others))
        length += len(blocks[-1])
    text = "".join(filled(block, entity, at, dice) for at, block in enumerate(blocks))
    return f"{lower_first(entity)}-{number:04}.{'ts' if typescript else 'js'}", text


def filled(block, entity, at, dice):
    field = dice.pick(FIELDS)
    own = dice.pick(OWN_CODES)
    words = {
        "Entity": entity,
        "entity": lower_first(entity),
        "LIMIT": limit_name(entity),
        "Other": dice.pick([other for other in ENTITIES if other != entity]),
        "field": field,
        "other": dice.pick([other for other in FIELDS if other != field]),
        "verb": dice.pick(VERBS),
        "code": dice.pick(CODES),
        "own": own,
        "own2": dice.pick([other for other in OWN_CODES if other != own]),
        "NAME": dice.pick(NAMES),
        "size": str(10 * (1 + dice.below(50))),
        "n": str(at),
        "N": str(at),
    }
    return re.sub(r"@(\w+?)@", lambda found: words[found.group(1)], block)


def lower_first(word):
    return word[0].lower() + word[1:]


def limit_name(entity):
    return entity.upper() + "_LIMIT"


def own_code(at):
    return 9300 + at
