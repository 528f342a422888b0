use parse_rs::{Parse, ParseError};

pub fn gone(error: &ParseError) -> bool {
    matches!(error, ParseError::ApiError { code: 101, .. })
}

pub fn refuse(error: String) -> Result<(), ParseError> {
    Err(ParseError::ApiError { code: 404, error })
}
