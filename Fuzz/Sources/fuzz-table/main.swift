import Datasets
import Foundation
import Fuzzing

fuzz { bytes in
  let limits = CSVLimits(maximumBytes: 64 << 10, maximumColumns: 64, maximumFieldLength: 4096, maximumRows: 1000)
  let table = try CSVTable(bytes, file: "fuzz.csv", limits: limits)
  precondition(table.rows.allSatisfy { $0.fields.count == table.header.count })
  _ = try ColumnChoice(parsing: table.header.joined(separator: ","))
  _ = try ClassChoice(parsing: table.rows.first?.fields.joined(separator: ",") ?? "")
}
