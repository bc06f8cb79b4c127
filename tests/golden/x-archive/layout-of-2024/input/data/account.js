window.YTD.account.part0 = [
 {
  "account": {
   "email": "nobody@example.org",
   "createdVia": "web",
   "username": "breadclock",
   "accountId": "4711",
   "createdAt": "2012-01-01T00:00:00.000Z",
   "accountDisplayName": "Tomas Rook"
  }
 }
]
