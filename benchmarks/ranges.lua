-- wrk: random ranges of one file; every answer must be 206 with exactly as many bytes.
-- Arguments: the file's size, the longest range, the seed.
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(args)
  size, longest = tonumber(args[1]), tonumber(args[2])
  math.randomseed(tonumber(args[3]) + number)
  wrong = 0
end

function request()
  local first = math.random(0, size - 1)
  local last = math.min(first + math.random(longest), size) - 1
  return wrk.format("GET", nil, {["Range"] = "bytes=" .. first .. "-" .. last})
end

function response(status, headers, body)
  local range = headers["content-range"] or headers["Content-Range"] or ""
  local first, last = range:match("^bytes (%d+)-(%d+)/" .. size .. "$")
  if status ~= 206 or not first or #body ~= last - first + 1 then wrong = wrong + 1 end
end

function done(summary, latency)
  local odd = 0
  for _, thread in ipairs(threads) do odd = odd + thread:get("wrong") end
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "bytes": %d, "seconds": %.3f, "wrong": %d, "status": %d, '
      .. '"connect": %d, "read": %d, "write": %d, "timeout": %d, "p50": %.1f, "p99": %.1f}\n',
    summary.requests, summary.bytes, summary.duration / 1e6, odd, errors.status,
    errors.connect, errors.read, errors.write, errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
